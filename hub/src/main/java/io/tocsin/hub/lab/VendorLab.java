// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** Plays the vendors. Each call sends one webhook and returns when the hub has it safely. */
public final class VendorLab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final HttpClient client;
    private final URI webhooks;
    private final InstantSource clock;
    private final Vendor okta;
    private final Vendor jamf;
    private final Vendor edr;
    private final Vendor inventory;

    private record Vendor(String connector, Signer signer) {}

    /**
     * Opens a client that trusts nobody else than {@code trust} does.
     *
     * @param webhooks the URL under which each connector has its name as the last segment, with a slash at the end
     */
    public VendorLab(URI webhooks, SSLContext trust, LabKeys keys, InstantSource clock) {
        this.client = HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(PATIENCE)
                .build();
        this.webhooks = webhooks;
        this.clock = clock;
        this.okta = new Vendor("okta", Signer.header("Authorization", keys.okta()));
        this.jamf = new Vendor("jamf", Signer.header("Authorization", keys.jamf()));
        this.edr = new Vendor("edr", Signer.timestamped(keys.edr()));
        this.inventory = new Vendor("inventory", Signer.standardWebhooks(keys.inventory()));
    }

    /** The asset inventory says which serial number is which Okta device, and whose. */
    public Sent inventoryRecords(Device device) {
        return send(inventory, "inventory-device.json", about(device));
    }

    /** Okta says that somebody has logged in. */
    public Sent oktaStarts(Session session) {
        Map<String, String> values = about(session.device());
        values.put("session", session.id());
        values.put("ip", session.ip());
        return send(okta, "okta-session-start.json", values);
    }

    /** Jamf's agent on the Mac reports in. */
    public Sent jamfSees(Session session) {
        Map<String, String> values = about(session.device());
        values.put("ip", session.ip());
        return send(jamf, "jamf-computer-check-in.json", values);
    }

    /** Jamf finds the Mac without disk encryption and moves it to the group that says so. */
    public Sent jamfFindsNonCompliant(Device device) {
        return send(jamf, "jamf-smart-group-added.json", about(device));
    }

    /** The EDR finds somebody dumping the keychain. */
    public Sent edrDetects(Device device) {
        return send(edr, "edr-detection.json", about(device));
    }

    private Map<String, String> about(Device device) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = UUID.randomUUID().toString();
        Person owner = device.owner();
        Map<String, String> values = new HashMap<>();
        values.put("time", now.toString());
        values.put("timeMillis", Long.toString(now.toEpochMilli()));
        values.put("uuid", id);
        values.put("eventId", "evt_" + id.replace("-", ""));
        values.put("deliveryId", UUID.randomUUID().toString());
        values.put("detectionId", "det_" + UUID.randomUUID());
        values.put("requestId", id.replace("-", ""));
        values.put(
                "managementId",
                UUID.nameUUIDFromBytes(device.serial().getBytes(US_ASCII)).toString());
        values.put("enrolment", "pfd1fake" + owner.okta().substring(owner.okta().length() - 12));
        values.put("userOkta", owner.okta());
        values.put("userEmail", owner.email());
        values.put("userName", owner.name());
        values.put("userLogin", owner.login());
        values.put("deviceName", device.name());
        values.put("deviceModel", device.model());
        values.put("deviceSerial", device.serial());
        values.put("deviceUdid", device.udid());
        values.put("deviceMac", device.mac());
        values.put("deviceOkta", device.okta());
        values.put("deviceJamf", Integer.toString(device.jamf()));
        values.put("os", device.platform().os);
        values.put("osPlatform", device.platform().family);
        values.put("osVersion", device.platform().version);
        values.put("browser", device.platform().browser);
        values.put("userAgent", device.platform().userAgent);
        return values;
    }

    private Sent send(Vendor vendor, String template, Map<String, String> values) {
        byte[] body = Payload.of(template).with(values);
        Instant at = clock.instant();
        HttpRequest.Builder request = HttpRequest.newBuilder(webhooks.resolve(vendor.connector()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        vendor.signer().headers(values.getOrDefault("eventId", ""), at, body).forEach(request::header);
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(vendor.connector() + " webhook was answered " + answer.statusCode()
                        + ", expected 2xx: " + answer.body());
            }
            return new Sent(at, Duration.between(at, clock.instant()));
        } catch (IOException e) {
            throw new IllegalStateException(vendor.connector() + " webhook could not be sent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + vendor.connector() + " was sending", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
