/// Tests of images.
@NullMarked
package dev.timonier.nodeagent.image;

import org.jspecify.annotations.NullMarked;
