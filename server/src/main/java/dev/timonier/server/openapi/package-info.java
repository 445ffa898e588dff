/// The description of the API for programs: OpenAPI v2 and v3. Read [OpenApi] first.
@NullMarked
package dev.timonier.server.openapi;

import org.jspecify.annotations.NullMarked;
