/// What every request goes through before it is answered. Read [FilterChain] first.
@NullMarked
package dev.timonier.server.filter;

import org.jspecify.annotations.NullMarked;
