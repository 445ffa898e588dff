package dev.timonier.nodeagent.runtime;

import java.util.List;

/// An image that is present on the node.
///
/// @param id the digest of its configuration, `sha256:…`
/// @param tags `repository:tag` forms, complete with registry
/// @param digests `repository@sha256:…` forms
/// @param sizeBytes of its compressed layers and configuration
/// @param user the user it runs as unless the pod says otherwise: `uid`, `name`, `uid:gid`; may be
///   empty
public record Image(
    String id, List<String> tags, List<String> digests, long sizeBytes, String user) {}
