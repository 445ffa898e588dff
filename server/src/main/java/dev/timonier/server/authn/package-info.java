/// Who is asking: client certificates, tokens, anonymous users.
@NullMarked
package dev.timonier.server.authn;

import org.jspecify.annotations.NullMarked;
