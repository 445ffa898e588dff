/// Makes room for important pods: evicts the less important ones that a PostFilter plugin chose.
@NullMarked
package dev.timonier.scheduler.preemption;

import org.jspecify.annotations.NullMarked;
