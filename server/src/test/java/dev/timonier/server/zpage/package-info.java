/// Tests of what a component tells of itself.
@NullMarked
package dev.timonier.server.zpage;

import org.jspecify.annotations.NullMarked;
