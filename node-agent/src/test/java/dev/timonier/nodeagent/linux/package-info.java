/// Tests of linux.
@NullMarked
package dev.timonier.nodeagent.linux;

import org.jspecify.annotations.NullMarked;
