/// CronJobs. Read [CronJobStrategy] first.
@NullMarked
package dev.timonier.server.resource.batch.cronjob;

import org.jspecify.annotations.NullMarked;
