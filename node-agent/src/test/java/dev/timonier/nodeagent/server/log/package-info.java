/// Tests of reading logs.
@NullMarked
package dev.timonier.nodeagent.server.log;

import org.jspecify.annotations.NullMarked;
