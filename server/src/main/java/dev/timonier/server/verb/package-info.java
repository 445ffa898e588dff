/// One class for each verb of the API: reads the request's options and body, calls the registry or
/// the cache, shows the result. Read [Dispatcher] first.
@NullMarked
package dev.timonier.server.verb;

import org.jspecify.annotations.NullMarked;
