/// The tokens of service accounts.
@NullMarked
package dev.timonier.machinery.token;

import org.jspecify.annotations.NullMarked;
