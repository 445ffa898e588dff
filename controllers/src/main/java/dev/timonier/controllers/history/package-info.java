/// Keeps the former pod templates of StatefulSets and DaemonSets as ControllerRevisions.
@NullMarked
package dev.timonier.controllers.history;

import org.jspecify.annotations.NullMarked;
