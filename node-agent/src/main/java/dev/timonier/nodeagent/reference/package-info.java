/// Reads what pods refer to: ConfigMaps, Secrets, fields of the pod, resources, tokens, services.
@NullMarked
package dev.timonier.nodeagent.reference;

import org.jspecify.annotations.NullMarked;
