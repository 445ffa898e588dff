/// Who may do what.
@NullMarked
package dev.timonier.server.authz;

import org.jspecify.annotations.NullMarked;
