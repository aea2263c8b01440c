// SPDX-License-Identifier: Apache-2.0
/**
 * What goes over the wire of the admin API, as records: written by the hub, read by the command line. Members are only
 * ever added.
 */
@NullMarked
package io.tocsin.hub.admin.view;

import org.jspecify.annotations.NullMarked;
