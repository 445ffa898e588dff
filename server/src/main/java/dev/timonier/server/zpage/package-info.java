/// What a component tells of itself to who looks for a fault: its status and its flags.
@NullMarked
package dev.timonier.server.zpage;

import org.jspecify.annotations.NullMarked;
