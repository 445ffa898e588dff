/// Keeps a default ServiceAccount in every namespace, fills token Secrets, and clears away those
/// that nobody uses.
@NullMarked
package dev.timonier.controllers.serviceaccount;

import org.jspecify.annotations.NullMarked;
