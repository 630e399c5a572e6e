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
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Cache is a Reader of an in-memory copy of a catalog that follows its service. Each read sees a single version and
// makes no call.
type Cache struct {
	remote  *Remote
	current atomic.Pointer[snapshot]
	// seen is the time of the last message from the service.
	seen atomic.Pointer[time.Time]
	// stop ends the following, and ended is closed when it has ended.
	stop  context.CancelFunc
	ended chan struct{}
}

// ErrClosed is the error of reads from a cache after [Cache.Close], or after its connection was closed: the copy no
// longer follows the service.
var ErrClosed = status.Error(codes.Canceled, "the copy of the catalog is closed")

// snapshot is an immutable copy of one version.
type snapshot struct {
	version string
	records map[string]proto.Message
	names   map[string][]string // by collection, sorted
}

// heartbeat is the interval at which the service is asked to send something, and grace how late it may come.
const (
	heartbeat = 30 * time.Second
	grace     = 5 * time.Second
)

// State describes how current a cache is.
type State struct {
	// Version is the version of the copy.
	Version string
	// Seen is the time of the last event or heartbeat from the service.
	Seen time.Time
}

// Stale reports whether a heartbeat was missed, so that the service may have newer content: nothing was received for 35
// seconds, while the service sends something every 30.
func (s State) Stale() bool { return time.Since(s.Seen) > heartbeat+grace }

// Follow copies a catalog and keeps the copy current until [Cache.Close]. It returns when the first copy is complete.
// The context bounds the first copy alone; the calls afterwards have its values, such as metadata, but neither its
// deadline nor its end.
func Follow(ctx context.Context, conn grpc.ClientConnInterface) (*Cache, error) {
	c := &Cache{remote: NewRemote(conn), ended: make(chan struct{})}
	first, err := c.copy(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("copy the catalog: %w", err)
	}
	c.activate(first)
	ctx, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	go c.follow(ctx)
	return c, nil
}

// Close stops following the service. Reads fail with [ErrClosed] afterwards; a loop over Records that has begun goes
// on. It leaves the connection open.
func (c *Cache) Close() {
	c.stop()
	<-c.ended
}

// reading returns the copy to read, or ErrClosed.
func (c *Cache) reading() (*snapshot, error) {
	select {
	case <-c.ended:
		return nil, ErrClosed
	default:
		return c.current.Load(), nil
	}
}

// Record implements [Reader]. The record must not be modified.
func (c *Cache) Record(_ context.Context, name string) (proto.Message, error) {
	now, err := c.reading()
	if err != nil {
		return nil, err
	}
	record, ok := now.records[name]
	if !ok {
		return nil, notFound(name)
	}
	return record, nil
}

// Records implements [Reader]. All records are of one version and must not be modified.
func (c *Cache) Records(_ context.Context, collection string) iter.Seq2[proto.Message, error] {
	return func(yield func(proto.Message, error) bool) {
		now, err := c.reading()
		if err != nil {
			yield(nil, err)
			return
		}
		if _, ok := collections[collection]; !ok {
			yield(nil, status.Errorf(codes.InvalidArgument, "unknown collection %s; use one such as drugs", collection))
			return
		}
		for _, name := range now.names[collection] {
			if !yield(now.records[name], nil) {
				return
			}
		}
	}
}

// State returns the state of the copy.
func (c *Cache) State() State { return State{Version: c.current.Load().version, Seen: *c.seen.Load()} }

func (c *Cache) activate(s *snapshot) {
	c.current.Store(s)
	c.markSeen()
}

func (c *Cache) markSeen() {
	now := time.Now()
	c.seen.Store(&now)
}

// copy reads all records of a version, or of the newest version if version is "".
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

// A watch is reopened with exponential backoff and 20 % jitter.
const (
	minBackoff = 100 * time.Millisecond
	maxBackoff = 30 * time.Second
)

// follow watches the service until ctx ends or the connection is closed.
func (c *Cache) follow(ctx context.Context) {
	defer close(c.ended)
	defer c.stop()
	backoff := minBackoff
	for ctx.Err() == nil {
		began := time.Now()
		err := c.watch(ctx)
		if err == nil || time.Since(began) > maxBackoff {
			backoff = minBackoff
		}
		if err == nil {
			continue
		}
		if closed(c.remote.conn) {
			return
		}
		timer := time.NewTimer(backoff - backoff/5 + rand.N(backoff*2/5)) //nolint:gosec // jitter needs no secure randomness
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
		backoff = min(2*backoff, maxBackoff)
	}
}

// closed reports whether a connection was closed, after which it never comes back.
func closed(conn grpc.ClientConnInterface) bool {
	c, ok := conn.(interface{ GetState() connectivity.State })
	return ok && c.GetState() == connectivity.Shutdown
}

// errEnded reports an orderly end of a watch by the service.
var errEnded = errors.New("the watch was ended")

// watch follows one stream. It returns nil if the service ended it in order.
func (c *Cache) watch(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := compendiumv1.NewCatalogServiceClient(c.remote.conn).WatchCatalog(ctx,
		&compendiumv1.WatchCatalogRequest{ResumeVersion: c.current.Load().version,
			HeartbeatSeconds: int32(heartbeat / time.Second)})
	if err != nil {
		return err
	}
	var changes []*compendiumv1.Change
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := c.handle(ctx, event, &changes); err != nil {
			if errors.Is(err, errEnded) {
				return nil
			}
			return err
		}
	}
}

// handle processes one event. A release's changes may arrive in several parts.
func (c *Cache) handle(
	ctx context.Context, event *compendiumv1.WatchCatalogResponse, changes *[]*compendiumv1.Change,
) error {
	switch e := event.Event.(type) {
	case *compendiumv1.WatchCatalogResponse_Ending_:
		return errEnded
	case *compendiumv1.WatchCatalogResponse_Snapshot_:
		return c.resync(ctx, event.CatalogVersion)
	case *compendiumv1.WatchCatalogResponse_Release_:
		*changes = append(*changes, e.Release.Changes...)
		if e.Release.More {
			return nil
		}
		all := *changes
		*changes = nil
		return c.change(ctx, event.CatalogVersion, all)
	default:
		c.markSeen()
		return nil
	}
}

// errResynced reports that the copy is newer than the remaining events of a watch, which must not be applied to it.
var errResynced = errors.New("the copy is newer than the watch")

// resync replaces the copy by the newest version. It returns errResynced unless that is the version the watch has
// reached.
func (c *Cache) resync(ctx context.Context, reached string) error {
	next, err := c.copy(ctx, "")
	if err != nil {
		return err
	}
	c.activate(next)
	if next.version != reached {
		return errResynced
	}
	return nil
}

// change applies the changes up to a version to the copy, re-reading the changed records.
func (c *Cache) change(ctx context.Context, version string, changes []*compendiumv1.Change) error {
	next := &snapshot{version: version, records: maps.Clone(c.current.Load().records)}
	for _, change := range changes {
		if change.Kind == compendiumv1.Change_REMOVED {
			delete(next.records, change.Name)
			continue
		}
		record, err := c.remote.at(ctx, change.Name, version)
		if status.Code(err) == codes.OutOfRange {
			// The version is no longer retained.
			return c.resync(ctx, version)
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
