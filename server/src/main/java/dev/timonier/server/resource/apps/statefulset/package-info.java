/// StatefulSets. Read [StatefulSetStrategy] first.
@NullMarked
package dev.timonier.server.resource.apps.statefulset;

import org.jspecify.annotations.NullMarked;
