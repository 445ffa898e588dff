/// The Events that the kubelet records about pods, in its own words.
@NullMarked
package dev.timonier.nodeagent.event;

import org.jspecify.annotations.NullMarked;
