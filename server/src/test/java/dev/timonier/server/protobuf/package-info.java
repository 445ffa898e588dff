@NullMarked
package dev.timonier.server.protobuf;

import org.jspecify.annotations.NullMarked;
