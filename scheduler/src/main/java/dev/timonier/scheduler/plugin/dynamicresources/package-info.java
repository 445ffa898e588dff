/// The plugin DynamicResources: devices that pods claim.
@NullMarked
package dev.timonier.scheduler.plugin.dynamicresources;

import org.jspecify.annotations.NullMarked;
