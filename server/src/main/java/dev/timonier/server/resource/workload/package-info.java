/// What the kinds share that make pods from a template.
@NullMarked
package dev.timonier.server.resource.workload;

import org.jspecify.annotations.NullMarked;
