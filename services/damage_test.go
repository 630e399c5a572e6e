//go:build unix

package services_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
)

// TestReadyFlipsWhenTheServedFileIsDamaged writes to the file that a server has mapped, and then lets it load a copy
// that is whole.
func TestReadyFlipsWhenTheServedFileIsDamaged(t *testing.T) {
	whole := newRelease(t, exampleFiles(t))
	path := filepath.Join(t.TempDir(), "release")
	if err := os.WriteFile(path, whole.File.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	mapped, err := file.Map(path)
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t)
	s.server.Swap(release.New(mapped, path), services.Times{})
	ctx, stop := context.WithCancel(t.Context())
	mend := make(chan *release.Release)
	reloader := &services.Reloader{Server: s.server, Every: time.Millisecond, Source: &fakeSource{
		look: func(context.Context) (string, error) { return "", nil },
		load: func(ctx context.Context) (*release.Release, error) {
			select {
			case r := <-mend:
				return r, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		},
	}}
	done := make(chan struct{})
	go func() { reloader.Run(ctx); close(done) }()
	defer func() { stop(); <-done }()

	// The time of the file changes, and its bytes do not.
	if err := os.Chtimes(path, time.Now(), time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	ready := func(want healthpb.HealthCheckResponse_ServingStatus) func() bool {
		return func() bool {
			return s.status(t, services.HealthReady) == want && s.status(t, "compendium.v1.CatalogService") == want
		}
	}
	eventually(t, "ready is told", ready(healthpb.HealthCheckResponse_SERVING))
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte("damage"), int64(len(whole.File.Bytes())/2)); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the damage is told", ready(healthpb.HealthCheckResponse_NOT_SERVING))
	if s.status(t, services.HealthLive) != healthpb.HealthCheckResponse_SERVING {
		t.Error("the process answers and is not live")
	}
	// It is loaded anew, whether or not there is a newer one.
	select {
	case mend <- newRelease(t, exampleFiles(t)):
	case <-time.After(10 * time.Second):
		t.Fatal("what was damaged is not loaded anew")
	}
	eventually(t, "a copy that is whole is served", ready(healthpb.HealthCheckResponse_SERVING))
}
