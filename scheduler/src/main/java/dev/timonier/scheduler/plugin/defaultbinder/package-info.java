/// The plugin DefaultBinder: writes the binding through the API.
@NullMarked
package dev.timonier.scheduler.plugin.defaultbinder;

import org.jspecify.annotations.NullMarked;
