// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.request;

/** Carries a {@link Rejection} to the one place that answers it. Has no stack trace: it is no fault of ours. */
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public RejectedException(Rejection rejection) {
        super(rejection.toString(), null, true, false);
        this.rejection = rejection;
    }

    public static RejectedException invalid(String description) {
        return new RejectedException(new Rejection.Invalid(description));
    }

    public static RejectedException notFound() {
        return new RejectedException(new Rejection.NotFound());
    }

    public Rejection rejection() {
        return rejection;
    }
}
