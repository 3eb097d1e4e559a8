package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which external accounts belong to whom, without the accounts' ids: kept is the HMAC-SHA-256 of connector and id under the
 * host's key, and that key's name.
 *
 * <p>A connector's account is linked to one person at most. After a change of keys the old hashes still match; each is made
 * again with the current key the next time its account is seen. <b>Consent:</b> of the group
 * {@link SignalGroup#CONNECTORS}; whoever opts out is not found. <b>Durability:</b> with a file, a change is on disk before
 * the call returns. <b>Threads:</b> safe.
 */
public final class ConnectorLinks implements PersonalDataHolder, AutoCloseable {

    /** How many accounts a person can link. */
    public static final int MOST_LINKS = 64;

    /** What became of a link. */
    public enum Outcome {
        /** It is kept now. */
        LINKED,
        /** It was kept already. */
        KNOWN,
        /** The account is linked to somebody else, and stays so. The host decides; it may unlink it there first. */
        TAKEN
    }

    private record Link(String connector, String keyId, String hash) {}

    private static final PersonTable.Codec<List<Link>> CODEC = new PersonTable.Codec<>() {
        @Override
        public void write(List<Link> links, DataOutputStream out) throws IOException {
            out.writeInt(links.size());
            for (Link link : links) {
                WindowFile.writeText(out, link.connector());
                WindowFile.writeText(out, link.keyId());
                WindowFile.writeText(out, link.hash());
            }
        }

        @Override
        public List<Link> read(DataInputStream in) throws IOException {
            List<Link> links = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                links.add(new Link(WindowFile.readText(in), WindowFile.readText(in), WindowFile.readText(in)));
            }
            return List.copyOf(links);
        }
    };

    private final HashKeys keys;
    private final ConsentView consent;
    private final PersonTable<List<Link>> people;
    private final Map<Link, String> owners = new ConcurrentHashMap<>();

    private ConnectorLinks(@Nullable Path file, HashKeys keys, ConsentView consent) {
        this.keys = keys;
        this.consent = consent;
        this.people = new PersonTable<>(file, "D4JCONN1", CODEC);
        people.all().forEach((id, links) -> links.forEach(link -> owners.put(link, id)));
    }

    /**
     * Keeps links in memory alone.
     *
     * @param keys the host's
     * @param consent what people allow
     * @return no links yet
     */
    public static ConnectorLinks inMemory(HashKeys keys, ConsentView consent) {
        return new ConnectorLinks(null, keys, consent);
    }

    /**
     * Keeps links in a file as well.
     *
     * @param file made if it is not there; one process at a time
     * @param keys the host's; a hash whose key is missing is kept and not found
     * @param consent what people allow
     * @return what the file holds
     * @throws SignalFileException if it is damaged or cannot be written
     */
    public static ConnectorLinks open(Path file, HashKeys keys, ConsentView consent) {
        return new ConnectorLinks(file, keys, consent);
    }

    private Link hashed(String keyId, String connector, String externalId) {
        return new Link(connector, keyId, HexFormat.of().formatHex(keys.hash(keyId, connector, externalId)));
    }

    /**
     * Links an account to a person.
     *
     * @param personId the person
     * @param connector the service, such as {@code spotify}; at most 64 characters
     * @param externalId the account there; not kept
     * @return whether it is linked
     * @throws IllegalStateException if the person has {@value #MOST_LINKS} others
     */
    public synchronized Outcome link(String personId, String connector, String externalId) {
        Intent.require("person's id", personId, 256);
        Intent.require("connector", connector, 64);
        Intent.require("external id", externalId, 1024);
        String owner = owner(connector, externalId);
        if (owner != null) {
            return owner.equals(personId) ? Outcome.KNOWN : Outcome.TAKEN;
        }
        Link link = hashed(keys.currentId(), connector, externalId);
        List<Link> links = new ArrayList<>(links(personId));
        if (links.size() >= MOST_LINKS) {
            throw new IllegalStateException("a person must have at most %d links, this is one more (connector \"%s\")"
                    .formatted(MOST_LINKS, connector));
        }
        links.add(link);
        change(personId, links);
        return Outcome.LINKED;
    }

    /**
     * Finds whose an account is.
     *
     * @param connector the service
     * @param externalId the account there
     * @return the person; empty if nobody linked it, or they do not allow {@link SignalGroup#CONNECTORS}
     */
    public synchronized Optional<String> find(String connector, String externalId) {
        return Optional.ofNullable(owner(connector, externalId))
                .filter(owner -> consent.allows(owner, SignalGroup.CONNECTORS));
    }

    /** Returns the owner, and makes the hash again if it was made with an older key. */
    private @Nullable String owner(String connector, String externalId) {
        for (String keyId : keys.ids()) {
            Link link = hashed(keyId, connector, externalId);
            String owner = owners.get(link);
            if (owner != null) {
                if (!keyId.equals(keys.currentId())) {
                    List<Link> links = new ArrayList<>(links(owner));
                    links.set(links.indexOf(link), hashed(keys.currentId(), connector, externalId));
                    change(owner, links);
                }
                return owner;
            }
        }
        return null;
    }

    private List<Link> links(String personId) {
        List<Link> links = people.get(personId);
        return links == null ? List.of() : links;
    }

    private void change(String personId, List<Link> after) {
        List<Link> before = links(personId);
        people.change(personId, kept -> after.isEmpty() ? null : List.copyOf(after));
        before.forEach(owners::remove);
        after.forEach(link -> owners.put(link, personId));
    }

    /**
     * Removes a person's links to a service.
     *
     * @param personId the person
     * @param connector the service
     * @return how many were removed
     */
    public synchronized int unlink(String personId, String connector) {
        List<Link> before = links(personId);
        List<Link> after = before.stream()
                .filter(link -> !link.connector().equals(connector))
                .toList();
        change(personId, after);
        people.dropOld();
        return before.size() - after.size();
    }

    /**
     * Lists the services to which a person has linked an account, for the person.
     *
     * @param personId the person
     * @return their names, sorted
     */
    public List<String> connectors(String personId) {
        return links(personId).stream().map(Link::connector).distinct().sorted().toList();
    }

    /**
     * Counts hashes that still wait for the current key; once there are none, older keys may go.
     *
     * @return hashes made with another key
     */
    public int hashesOfOlderKeys() {
        return Math.toIntExact(owners.keySet().stream()
                .filter(link -> !link.keyId().equals(keys.currentId()))
                .count());
    }

    @Override
    public String holderName() {
        return "connector links";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(SignalGroup.CONNECTORS);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return links(personId).stream()
                .map(link -> new PersonalRecord(
                                holderName(),
                                SignalGroup.CONNECTORS,
                                link.connector(),
                                "a linked account, kept as hash " + link.hash() + " under key " + link.keyId())
                        .withKey(link.hash())
                        .from("linked by you"))
                .toList();
    }

    @Override
    public synchronized boolean remove(String personId, String key) {
        List<Link> before = links(personId);
        List<Link> after =
                before.stream().filter(link -> !link.hash().equals(key)).toList();
        if (after.size() == before.size()) {
            return false;
        }
        change(personId, after);
        people.dropOld();
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A link is what the person set up, and stays for them.
     *
     * @return 0
     */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public synchronized int erase(String personId) {
        List<Link> links = links(personId);
        people.remove(personId);
        links.forEach(owners::remove);
        return links.size();
    }

    @Override
    public void close() {
        people.close();
    }
}
