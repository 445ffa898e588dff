/// Keeps a default ServiceAccount in every namespace, and fills token Secrets.
@NullMarked
package dev.timonier.controllers.serviceaccount;

import org.jspecify.annotations.NullMarked;
