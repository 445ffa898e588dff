/// ControllerRevisions. Read [ControllerRevisionStrategy] first.
@NullMarked
package dev.timonier.server.resource.apps.controllerrevision;

import org.jspecify.annotations.NullMarked;
