package client_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
)

func files(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("../services/testdata/catalog.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := make(fstest.MapFS)
	for _, f := range archive.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

func newRelease(t testing.TB, fsys fstest.MapFS) *release.Release {
	t.Helper()
	r, err := release.FromFS(t.Context(), fsys, "content", "test", release.Options{AsOf: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// serve starts a server and connects to it.
func serve(t testing.TB) (*services.Server, *grpc.ClientConn) {
	t.Helper()
	server := services.New(newRelease(t, files(t)), slog.New(slog.DiscardHandler))
	listener := bufconn.Listen(1 << 20)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	conn, err := client.Dial("passthrough:///bufconn", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = conn.Close() // a test may have closed it
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		server.Shutdown(ctx)
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return server, conn
}

// TestRemoteAndCacheAgree reads every record through both readers.
func TestRemoteAndCacheAgree(t *testing.T) {
	_, conn := serve(t)
	remote := client.NewRemote(conn)
	cache, err := client.Follow(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, kind := range catalog.Kinds() {
		collection := kind.String()
		var names []string
		for record, err := range remote.Records(t.Context(), collection) {
			if err != nil {
				t.Fatal(err)
			}
			name := record.(interface{ GetName() string }).GetName()
			names = append(names, name)
			kept, err := cache.Record(t.Context(), name)
			if err != nil || !proto.Equal(record, kept) {
				t.Errorf("%s: %v", name, err)
			}
			one, err := remote.Record(t.Context(), name)
			if err != nil || !proto.Equal(record, one) {
				t.Errorf("%s: %v", name, err)
			}
			total++
		}
		i := 0
		for record, err := range cache.Records(t.Context(), collection) {
			if err != nil || record.(interface{ GetName() string }).GetName() != names[i] {
				t.Errorf("%s: %v, %v", names[i], record, err)
			}
			i++
		}
		if i != len(names) || i == 0 {
			t.Errorf("%s: %d and %d records", collection, i, len(names))
		}
	}
	if total < len(catalog.Kinds()) {
		t.Errorf("%d records read", total)
	}
	for _, reader := range []client.Reader{remote, cache} {
		if _, err := client.Get[*compendiumv1.Drug](t.Context(), reader, "drugs/none"); status.Code(err) != codes.NotFound {
			t.Errorf("missing record: %v", err)
		}
		if _, err := client.Get[*compendiumv1.Target](t.Context(), reader,
			"drugs/examplinib"); status.Code(err) != codes.InvalidArgument {
			t.Errorf("record of another type: %v", err)
		}
		if reason, metadata := client.Reason(func() error {
			_,
				err := reader.Record(t.Context(), "drugs/none")
			return err
		}()); reason != services.ReasonNotFound ||
			metadata["names"] != "drugs/none" {
			t.Errorf("missing record: reason %s, %v", reason, metadata)
		}
		listed := 0
		for drug, err := range client.List[*compendiumv1.Drug](t.Context(), reader) {
			if err != nil || drug.DisplayName == "" {
				t.Errorf("listed drug: %v, %v", drug, err)
			}
			listed++
		}
		if listed < 2 {
			t.Errorf("%d drugs listed", listed)
		}
		for _, err := range client.List[*compendiumv1.Use](t.Context(), reader) {
			if status.Code(err) != codes.InvalidArgument {
				t.Errorf("list of a type without a collection: %v", err)
			}
		}
		for _, err := range reader.Records(t.Context(), "nonsense") {
			if status.Code(err) != codes.InvalidArgument {
				t.Errorf("unknown collection: %v", err)
			}
		}
	}
	if reason, metadata := client.Reason(func() error {
		_,
			err := remote.Record(t.Context(), "drugs/examplinb")
		return err
	}()); reason != services.ReasonNotFound ||
		metadata["nearest"] != "drugs/examplinib" {
		t.Errorf("reason %s, %v", reason, metadata)
	}
}

// until waits until the cache has reached a version.
func until(t *testing.T, cache *client.Cache, version string) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for cache.State().Version != version {
		if time.Now().After(deadline) {
			t.Fatalf("the cache is at %s, and %s is served", cache.State().Version, version)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestCacheFollows(t *testing.T) {
	server, conn := serve(t)
	cache, err := client.Follow(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		fsys := files(t)
		fsys["targets/new.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "display_name: New %d\nkind: GENE\nsymbol: NEW\n",
			i)}
		if i == 3 {
			delete(fsys, "targets/new.yaml")
			delete(fsys, "procedures/example-procedure.yaml")
		}
		r := newRelease(t, fsys)
		server.Swap(r, services.Times{})
		until(t, cache, r.File.Version())
		target, err := client.Get[*compendiumv1.Target](t.Context(), cache, "targets/new")
		if i == 3 {
			if status.Code(err) != codes.NotFound {
				t.Errorf("removed record: %v", err)
			}
			continue
		}
		if err != nil || target.DisplayName != fmt.Sprint("New ", i) {
			t.Errorf("release %d: %v, %v", i, target, err)
		}
	}
	if cache.State().Stale() {
		t.Errorf("state %+v", cache.State())
	}
}

// TestStale misses a heartbeat, and does not.
func TestStale(t *testing.T) {
	for ago, want := range map[time.Duration]bool{0: false, 33 * time.Second: false, 36 * time.Second: true} {
		if got := (client.State{Seen: time.Now().Add(-ago)}).Stale(); got != want {
			t.Errorf("seen %v ago: stale %v", ago, got)
		}
	}
}

// TestFollowOutlivesItsContext ends the context of Follow, and closes the cache or its connection afterwards.
func TestFollowOutlivesItsContext(t *testing.T) {
	for name, end := range map[string]func(*client.Cache, *grpc.ClientConn){
		"cache":      func(cache *client.Cache, _ *grpc.ClientConn) { cache.Close() },
		"connection": func(_ *client.Cache, conn *grpc.ClientConn) { _ = conn.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			server, conn := serve(t)
			ctx, cancel := context.WithCancel(t.Context())
			cache, err := client.Follow(ctx, conn)
			if err != nil {
				t.Fatal(err)
			}
			cancel()
			fsys := files(t)
			fsys["targets/new.yaml"] = &fstest.MapFile{Data: []byte("display_name: New\nkind: GENE\nsymbol: NEW\n")}
			r := newRelease(t, fsys)
			server.Swap(r, services.Times{})
			until(t, cache, r.File.Version())
			if _, err := cache.Record(t.Context(), "targets/new"); err != nil {
				t.Errorf("read after the end of the context: %v", err)
			}
			end(cache, conn)
			for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
				if _, err = cache.Record(t.Context(), "targets/new"); err != nil || time.Now().After(deadline) {
					break
				}
			}
			if !errors.Is(err, client.ErrClosed) {
				t.Errorf("read after the end: %v", err)
			}
			for _, err := range client.List[*compendiumv1.Drug](t.Context(), cache) {
				if !errors.Is(err, client.ErrClosed) {
					t.Errorf("list after the end: %v", err)
				}
			}
			cache.Close() // again
		})
	}
}

func TestFollowCanceled(t *testing.T) {
	_, conn := serve(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.Follow(ctx, conn); status.Code(err) != codes.Canceled {
		t.Errorf("follow: %v", err)
	}
}
