package services

import (
	"context"
	"fmt"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/encoding/gzip" // registers the compressor as well

	"github.com/opencompendium/compendium/release/file"
)

// preparedCache caches compressed records, since compressing one costs many times what sending it does.
type preparedCache struct {
	mutex    sync.RWMutex
	messages map[preparedKey]*grpc.PreparedMsg
	bytes    int
}

type preparedKey struct {
	table *file.Table
	index int
	basic bool
}

// maxPrepared bounds the cached records of a release, in bytes before compression.
const maxPrepared = 256 << 20

// compressed reports whether the response will be compressed with gzip: gRPC uses the compression of the request.
func compressed(ctx context.Context) bool {
	stream, ok := grpc.ServerTransportStreamFromContext(ctx).(interface{ RecvCompress() string })
	return ok && stream.RecvCompress() == gzip.Name
}

// prepare returns a compressed record.
func (c *preparedCache) prepare(ctx context.Context, key preparedKey, record []byte) (*grpc.PreparedMsg, error) {
	c.mutex.RLock()
	kept, ok := c.messages[key]
	c.mutex.RUnlock()
	if ok {
		return kept, nil
	}
	made := &grpc.PreparedMsg{}
	if err := made.Encode(inContext{ctx: ctx}, encode(record)); err != nil {
		return nil, fmt.Errorf("compress a record: %w", err)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.bytes += len(record); c.messages == nil || c.bytes > maxPrepared {
		c.messages, c.bytes = make(map[preparedKey]*grpc.PreparedMsg), len(record)
	}
	c.messages[key] = made
	return made, nil
}

// inContext is a stream that has only its context, which knows the compressor.
type inContext struct {
	grpc.ServerStream
	ctx context.Context //nolint:containedctx // that is all it is
}

// Context returns the context.
func (s inContext) Context() context.Context { return s.ctx }
