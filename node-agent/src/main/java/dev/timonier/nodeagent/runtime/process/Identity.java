package dev.timonier.nodeagent.runtime.process;

import java.util.List;

/// Whom a process runs as.
///
/// @param groups supplementary ones
/// @param home from the image's `/etc/passwd`; `/` when it does not say
record Identity(long user, long group, List<Long> groups, String home) {}
