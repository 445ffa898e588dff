/// Which pods stand behind a Service, and on which ports.
@NullMarked
package dev.timonier.controllers.service;

import org.jspecify.annotations.NullMarked;
