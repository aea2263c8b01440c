// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something made of files, made again when their content changes. It is the content that is compared, not a time stamp:
 * a mounted secret is swapped by links, and links have times of their own. Files that make nothing, because they are
 * half written or wrong, change nothing; what was made before stays.
 */
public final class Watched<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

    /** Makes it of the files' contents, in the order in which the files were given. */
    @FunctionalInterface
    public interface Maker<T> {
        T make(List<byte[]> contents) throws GeneralSecurityException, IOException;
    }

    private final String what;
    private final List<Path> files;
    private final Maker<T> maker;
    private final AtomicLong refusals = new AtomicLong();
    private List<byte[]> seen;
    private volatile T current;

    /**
     * Reads the files for the first time. Throws {@link IllegalArgumentException} if they make nothing.
     *
     * @param what how messages call it
     */
    public Watched(String what, List<Path> files, Maker<T> maker) {
        this.what = what;
        this.files = List.copyOf(files);
        this.maker = maker;
        try {
            this.seen = read();
            this.current = maker.make(seen);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(what + ": there is no file " + e.getFile(), e);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    what + ": " + files + " cannot be used: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    e);
        }
    }

    public T current() {
        return current;
    }

    /** How many times changed files could not be used. */
    public long refusals() {
        return refusals.get();
    }

    /** Reads the files again, if their content has changed. Blocks. Returns whether there is something new. */
    public synchronized boolean check() {
        List<byte[]> contents;
        try {
            contents = read();
        } catch (IOException e) {
            refuse(e);
            return false;
        }
        if (isSeen(contents)) {
            return false;
        }
        // also when it makes nothing: the same wrong content is reported once
        seen = contents;
        try {
            current = maker.make(contents);
            LOG.info("{} has changed and is used from now on", what);
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            refuse(e);
            return false;
        }
    }

    private void refuse(Exception why) {
        refusals.incrementAndGet();
        LOG.warn("{} has changed and cannot be used, what was there before stays: {}", what, why.toString());
    }

    private boolean isSeen(List<byte[]> contents) {
        for (int i = 0; i < contents.size(); i++) {
            if (!Arrays.equals(contents.get(i), seen.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<byte[]> read() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }
}
