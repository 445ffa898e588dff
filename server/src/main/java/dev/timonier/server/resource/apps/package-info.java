/// What kinds of the group `apps` share.
@NullMarked
package dev.timonier.server.resource.apps;

import org.jspecify.annotations.NullMarked;
