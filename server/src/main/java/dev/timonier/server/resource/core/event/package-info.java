/// Events. Read [EventStrategy] first.
@NullMarked
package dev.timonier.server.resource.core.event;

import org.jspecify.annotations.NullMarked;
