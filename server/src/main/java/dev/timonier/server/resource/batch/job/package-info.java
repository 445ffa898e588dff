/// Jobs. Read [JobStrategy] first.
@NullMarked
package dev.timonier.server.resource.batch.job;

import org.jspecify.annotations.NullMarked;
