/// The closed catalogue of API errors: each is an [ApiException] that carries a Status.
@NullMarked
package dev.timonier.machinery.status;

import org.jspecify.annotations.NullMarked;
