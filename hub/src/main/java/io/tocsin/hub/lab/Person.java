// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

/**
 * Somebody who works at the made-up company.
 *
 * @param okta the user id in Okta
 * @param login the name on the machine
 */
public record Person(String name, String okta, String email, String login) {}
