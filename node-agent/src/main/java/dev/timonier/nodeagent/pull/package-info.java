/// Makes sure that images are there before containers start, by pull policy and with back-off.
@NullMarked
package dev.timonier.nodeagent.pull;

import org.jspecify.annotations.NullMarked;
