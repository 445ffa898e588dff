/// ComponentStatuses, which are not stored. Read [ComponentStatuses] first.
@NullMarked
package dev.timonier.server.resource.core.componentstatus;

import org.jspecify.annotations.NullMarked;
