/// The API server. Read `ApiServer` first.
@NullMarked
package dev.timonier.server;

import org.jspecify.annotations.NullMarked;
