/// Runs the pods of Jobs until enough of them have succeeded or too many have failed.
@NullMarked
package dev.timonier.controllers.job;

import org.jspecify.annotations.NullMarked;
