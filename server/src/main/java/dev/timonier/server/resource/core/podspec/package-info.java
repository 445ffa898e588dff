/// The specification of pods, alone or in a template: its defaults, and what may be wrong with it.
/// Read [PodSpecDefaults] and [PodSpecValidation] first.
@NullMarked
package dev.timonier.server.resource.core.podspec;

import org.jspecify.annotations.NullMarked;
