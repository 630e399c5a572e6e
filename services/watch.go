package services

import (
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

const (
	defaultHeartbeat = 30 * time.Second
	// eventChanges bounds the changes of one message, so that it stays below the size that clients accept by default.
	eventChanges = 10_000
)

// WatchCatalog streams new versions. It holds no release while it waits, and a slow caller delays no other: it reads
// the state when it is ready to send, so that it gets several events together or learns that it is too old.
func (c catalogServer) WatchCatalog(request *compendiumv1.WatchCatalogRequest, stream watchStream) error {
	s := c.server
	if err := invalid(request); err != nil {
		return err
	}
	now := s.state.Load()
	if now.current.empty() {
		return s.notReady(now)
	}
	w := &watch{stream: stream, version: request.ResumeVersion}
	heartbeat := defaultHeartbeat
	if request.HeartbeatSeconds > 0 {
		heartbeat = time.Duration(request.HeartbeatSeconds) * time.Second
	}
	return s.watch(w, now, heartbeat)
}

func (s *Server) watch(w *watch, now *state, heartbeat time.Duration) error {
	end := time.NewTimer(s.settings.config.MaxWatchAge)
	defer end.Stop()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	// A caller that has the newest version learns so at once.
	if w.version == now.current.version {
		if err := w.send(&watchResponse{Event: heartbeatEvent}); err != nil {
			return err
		}
	}
	for {
		if err := w.catchUp(now); err != nil {
			return err
		}
		select {
		case <-now.replaced:
			beat.Reset(heartbeat)
		case <-beat.C:
			if err := w.send(&watchResponse{Event: heartbeatEvent}); err != nil {
				return err
			}
		case <-end.C:
			return w.end()
		case <-s.stopping:
			return w.end()
		case <-w.stream.Context().Done():
			return status.FromContextError(w.stream.Context().Err()).Err()
		}
		now = s.state.Load()
	}
}

// watchResponse is one message of a watch.
type watchResponse = compendiumv1.WatchCatalogResponse

// heartbeatEvent is the event of a heartbeat.
var heartbeatEvent = &compendiumv1.WatchCatalogResponse_Heartbeat_{
	Heartbeat: &compendiumv1.WatchCatalogResponse_Heartbeat{},
}

// watchStream is the stream of one watch.
type watchStream = grpc.ServerStreamingServer[compendiumv1.WatchCatalogResponse]

// watch is one caller's view of the versions.
type watch struct {
	stream watchStream
	// version is the last version that the caller knows, or "".
	version string
}

// catchUp sends what the caller has not seen yet.
func (w *watch) catchUp(now *state) error {
	events, known := now.since(w.version)
	switch {
	case w.version == "":
		return w.snapshot(now)
	case !known:
		w.version = now.current.version
		old := &compendiumv1.WatchCatalogResponse_TooOld{OldestVersion: now.oldest()}
		if err := w.send(&watchResponse{Event: &compendiumv1.WatchCatalogResponse_TooOld_{TooOld: old}}); err != nil {
			return err
		}
		return w.snapshot(now)
	}
	for _, e := range events {
		if err := w.release(e, now.detailed(e)); err != nil {
			return err
		}
	}
	return nil
}

func (w *watch) snapshot(now *state) error {
	w.version = now.current.version
	return w.send(
		&compendiumv1.WatchCatalogResponse{
			Event: &compendiumv1.WatchCatalogResponse_Snapshot_{Snapshot: &compendiumv1.WatchCatalogResponse_Snapshot{}},
		},
	)
}

// release sends one event, in parts if it is long.
func (w *watch) release(e *event, changes []*compendiumv1.Change) error {
	for {
		part := changes[:min(len(changes), eventChanges)]
		changes = changes[len(part):]
		if len(changes) == 0 {
			// The caller has seen the version only with the last part.
			w.version = e.to
		}
		sent := &compendiumv1.WatchCatalogResponse_Release{FromVersion: e.from, Changes: part, More: len(changes) > 0}
		if err := w.send(&watchResponse{Event: &compendiumv1.WatchCatalogResponse_Release_{Release: sent}}); err != nil {
			return err
		}
		if len(changes) == 0 {
			return nil
		}
	}
}

func (w *watch) end() error {
	return w.send(
		&compendiumv1.WatchCatalogResponse{
			Event: &compendiumv1.WatchCatalogResponse_Ending_{Ending: &compendiumv1.WatchCatalogResponse_Ending{}},
		},
	)
}

func (w *watch) send(response *compendiumv1.WatchCatalogResponse) error {
	response.CatalogVersion = w.version
	return w.stream.Send(response)
}
