/// Pods. Read [PodStrategy] first; what holds for their specification is in
/// [dev.timonier.server.resource.core.podspec].
@NullMarked
package dev.timonier.server.resource.core.pod;

import org.jspecify.annotations.NullMarked;
