package client

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Cache is a copy of a catalog in memory that follows its service. Reads come from one version, never from a mix of two, and cost no call.
type Cache struct {
	remote *Remote
	now    atomic.Pointer[snapshot]
	// seen is when the service was last heard of.
	seen atomic.Pointer[time.Time]
}

// snapshot is the copy of one version.
type snapshot struct {
	version string
	records map[string]proto.Message
	names   map[string][]string // by collection, sorted
}

// State is how current a cache is.
type State struct {
	// Version is that of the copy.
	Version string
	// Seen is when the service was last heard of: an event, or a heartbeat.
	Seen time.Time
}

// Stale says whether the service was not heard of for as long as a duration: newer content may be served by now. The service sends a
// heartbeat at least every 30 seconds.
func (s State) Stale(after time.Duration) bool { return time.Since(s.Seen) > after }

// Follow copies a catalog and keeps the copy current until the context ends. It returns once the first copy is complete.
func Follow(ctx context.Context, conn grpc.ClientConnInterface) (*Cache, error) {
	c := &Cache{remote: NewRemote(conn)}
	first, err := c.copy(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("copy the catalog: %w", err)
	}
	c.activate(first)
	go c.follow(ctx)
	return c, nil
}

// Record gives a record of the copy. It must not be changed.
func (c *Cache) Record(_ context.Context, name string) (proto.Message, error) {
	record, ok := c.now.Load().records[name]
	if !ok {
		return nil, notFound(name)
	}
	return record, nil
}

// Records gives the records of a collection of the copy, all of one version. They must not be changed.
func (c *Cache) Records(_ context.Context, collection string) iter.Seq2[proto.Message, error] {
	now := c.now.Load()
	return func(yield func(proto.Message, error) bool) {
		if _, ok := collections[collection]; !ok {
			yield(nil, status.Errorf(codes.InvalidArgument, "there is no collection %s; write one such as drugs", collection))
			return
		}
		for _, name := range now.names[collection] {
			if !yield(now.records[name], nil) {
				return
			}
		}
	}
}

// State says how current the copy is.
func (c *Cache) State() State { return State{Version: c.now.Load().version, Seen: *c.seen.Load()} }

func (c *Cache) activate(s *snapshot) {
	c.now.Store(s)
	c.heard()
}

func (c *Cache) heard() {
	now := time.Now()
	c.seen.Store(&now)
}

// copy reads everything of one version: the one given, or for "" the newest.
func (c *Cache) copy(ctx context.Context, version string) (*snapshot, error) {
	if version == "" {
		state, err := compendiumv1.NewCatalogServiceClient(c.remote.conn).GetCatalog(ctx, &compendiumv1.GetCatalogRequest{})
		if err != nil {
			return nil, err
		}
		version = state.Version
	}
	s := &snapshot{version: version, records: make(map[string]proto.Message)}
	for _, collection := range slices.Sorted(maps.Keys(collections)) {
		for record, err := range c.remote.list(ctx, collection, version) {
			if err != nil {
				return nil, err
			}
			s.records[nameOf(record)] = record
		}
	}
	s.index()
	return s, nil
}

func nameOf(record proto.Message) string {
	named, ok := record.(interface{ GetName() string })
	if !ok {
		return ""
	}
	return named.GetName()
}

func (s *snapshot) index() {
	s.names = make(map[string][]string)
	for _, name := range slices.Sorted(maps.Keys(s.records)) {
		collection, _, _ := strings.Cut(name, "/")
		s.names[collection] = append(s.names[collection], name)
	}
}

// How long to wait before a watch is opened again: longer each time, give or take a fifth.
const (
	firstPause = 100 * time.Millisecond
	lastPause  = 30 * time.Second
)

// follow watches until the context ends.
func (c *Cache) follow(ctx context.Context) {
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		err := c.watch(ctx)
		if err == nil || time.Since(began) > lastPause {
			pause = firstPause
		}
		if err == nil {
			continue
		}
		timer := time.NewTimer(pause - pause/5 + rand.N(pause*2/5)) //nolint:gosec // it spreads load
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
		pause = min(2*pause, lastPause)
	}
}

// errEnding says that the service has ended a watch in order.
var errEnding = errors.New("the watch was ended")

// watch follows one stream. It gives nil when the service ended it in order.
func (c *Cache) watch(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := compendiumv1.NewCatalogServiceClient(c.remote.conn).WatchCatalog(ctx, &compendiumv1.WatchCatalogRequest{ResumeVersion: c.now.Load().version})
	if err != nil {
		return err
	}
	var changes []*compendiumv1.Change
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := c.take(ctx, event, &changes); err != nil {
			if errors.Is(err, errEnding) {
				return nil
			}
			return err
		}
	}
}

// take acts on one event. Changes of a release come in parts.
func (c *Cache) take(ctx context.Context, event *compendiumv1.WatchCatalogResponse, changes *[]*compendiumv1.Change) error {
	switch e := event.Event.(type) {
	case *compendiumv1.WatchCatalogResponse_Ending_:
		return errEnding
	case *compendiumv1.WatchCatalogResponse_Snapshot_:
		return c.renew(ctx, event.CatalogVersion)
	case *compendiumv1.WatchCatalogResponse_Release_:
		*changes = append(*changes, e.Release.Changes...)
		if e.Release.More {
			return nil
		}
		all := *changes
		*changes = nil
		return c.change(ctx, event.CatalogVersion, all)
	default:
		c.heard()
		return nil
	}
}

// errOvertaken says that the copy is newer than the events still to come on a watch, which must not be laid over it.
var errOvertaken = errors.New("the watch was overtaken by a newer copy")

// renew copies everything anew. It gives errOvertaken when the copy is of another version than the watch has reached.
func (c *Cache) renew(ctx context.Context, reached string) error {
	next, err := c.copy(ctx, "")
	if err != nil {
		return err
	}
	c.activate(next)
	if next.version != reached {
		return errOvertaken
	}
	return nil
}

// change makes the copy of the next version out of that of now, with what changed read anew.
func (c *Cache) change(ctx context.Context, version string, changes []*compendiumv1.Change) error {
	next := &snapshot{version: version, records: maps.Clone(c.now.Load().records)}
	for _, change := range changes {
		if change.Kind == compendiumv1.Change_REMOVED {
			delete(next.records, change.Name)
			continue
		}
		record, err := c.remote.at(ctx, change.Name, version)
		if status.Code(err) == codes.OutOfRange {
			// The version is gone already: a newer one is served.
			return c.renew(ctx, version)
		}
		if err != nil {
			return err
		}
		next.records[change.Name] = record
	}
	next.index()
	c.activate(next)
	return nil
}
