/// PodTemplates. Read [PodTemplateStrategy] first.
@NullMarked
package dev.timonier.server.resource.core.podtemplate;

import org.jspecify.annotations.NullMarked;
