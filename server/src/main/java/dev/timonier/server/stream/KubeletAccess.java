package dev.timonier.server.stream;

import java.nio.file.Path;
import java.util.Optional;

/// What the server shows to kubelets, and by what it knows them.
///
/// @param certificate of the server as a client of kubelets, as PEM
/// @param key to it, as PEM (PKCS #8)
/// @param authority the certificates of those who sign the kubelets' own, as PEM; kubelets are not
///   verified when it is empty
public record KubeletAccess(Path certificate, Path key, Optional<Path> authority) {}
