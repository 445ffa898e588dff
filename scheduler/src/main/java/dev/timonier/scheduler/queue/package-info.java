/// The pods that wait to be scheduled: ready ones, those that back off, those that fit nowhere at
/// present, and those in a scheduling or binding cycle.
@NullMarked
package dev.timonier.scheduler.queue;

import org.jspecify.annotations.NullMarked;
