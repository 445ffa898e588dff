/// Reads the log files that a runtime writes for its containers: the end of one, what is newer than
/// a moment, and what is added while one waits.
@NullMarked
package dev.timonier.nodeagent.server.log;

import org.jspecify.annotations.NullMarked;
