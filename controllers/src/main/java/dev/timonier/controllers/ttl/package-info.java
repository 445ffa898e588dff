/// Tells nodes for how long they may keep what they read, the longer the more nodes there are.
@NullMarked
package dev.timonier.controllers.ttl;

import org.jspecify.annotations.NullMarked;
