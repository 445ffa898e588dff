package dev.timonier.nodeagent.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// A client's ends of a process' standard streams; those that it did not ask for are empty. The
/// session reads and writes them and closes none.
public record StandardStreams(
    Optional<InputStream> in, Optional<OutputStream> out, Optional<OutputStream> error) {}
