package services

import (
	"context"
	"fmt"

	"buf.build/go/protovalidate"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// Header metadata of every response.
const (
	// VersionHeader is the key of the version that answered.
	VersionHeader = "catalog-version"
	// DigestHeader is the key of the digest of its content.
	DigestHeader = "catalog-digest"
	// VersionChangedHeader is the key of the version that the page before came from, if that is another one.
	VersionChangedHeader = "catalog-version-changed"
)

// method answers an RPC from one release, with bytes that are ready.
type method struct {
	request func() proto.Message
	answer  func(ctx context.Context, now call, request proto.Message) (any, error)
	// selfValidating is set if the method itself rejects, by way of invalid, what violates the rules of its request, so
	// that valid requests cost nothing to check.
	selfValidating bool
}

// selfValidating marks a method that checks the rules of its request itself.
func selfValidating(m method) method {
	m.selfValidating = true
	return m
}

// call is what a call answers from.
type call struct {
	*generation
	server *Server
	state  *state
}

// callKey is the context key of the call of a generated method.
type callKey struct{}

// callOf returns the call that a generated method answers.
func callOf(ctx context.Context) call {
	now, ok := ctx.Value(callKey{}).(call)
	if !ok {
		panic("a method of the service is called without its server")
	}
	return now
}

// answer returns a method that calls a function with a typed request.
func answer[Request proto.Message](f func(context.Context, call, Request) (any, error)) method {
	return method{answer: func(ctx context.Context, now call, request proto.Message) (any, error) {
		typed, ok := request.(Request)
		if !ok {
			return nil, fmt.Errorf("the request is a %T", request)
		}
		return f(ctx, now, typed)
	}}
}

// requestOf returns a function that makes empty requests of a generated method.
func requestOf(m protoreflect.MethodDescriptor) func() proto.Message {
	generated, err := protoregistry.GlobalTypes.FindMessageByName(m.Input().FullName())
	if err != nil {
		panic(err) // generated code registers its messages
	}
	return func() proto.Message { return generated.New().Interface() }
}

// description returns the description of a generated service whose methods answer from one release each. The methods in
// bytes replace those that would encode a message for each call.
func (s *Server) description(generated *grpc.ServiceDesc, bytes map[string]method) *grpc.ServiceDesc {
	described := *generated
	described.Methods, described.Streams = nil, nil
	for _, m := range generated.Methods {
		full := "/" + generated.ServiceName + "/" + m.MethodName
		handler := s.messageHandler(full, m.Handler)
		if ready, ok := bytes[m.MethodName]; ok {
			handler = s.bytesHandler(full, ready)
		}
		described.Methods = append(described.Methods,
			grpc.MethodDesc{MethodName: m.MethodName, Handler: s.guarded(full, handler)})
	}
	for _, stream := range generated.Streams {
		handler := stream.Handler
		stream.Handler = func(server any, stream grpc.ServerStream) error { return handler(server, requestStream{stream}) }
		described.Streams = append(described.Streams, stream)
	}
	return &described
}

// requestStream bounds the request of a stream.
type requestStream struct{ grpc.ServerStream }

// RecvMsg reads the request.
func (r requestStream) RecvMsg(message any) error {
	return receive(message, smallRequestBytes, r.ServerStream.RecvMsg)
}

// receive reads a request of at most maxBytes bytes.
func receive(message any, maxBytes int, decode func(any) error) error {
	typed, ok := message.(proto.Message)
	if !ok {
		return fmt.Errorf("the request is a %T", message)
	}
	request := incoming{message: typed, maxBytes: maxBytes}
	if err := decode(&request); err != nil {
		return err
	}
	if request.problem != nil {
		return malformed(request.problem)
	}
	return nil
}

// messageHandler returns a handler that calls a generated one with the call that it answers in its context.
func (s *Server) messageHandler(full string, generated grpc.MethodHandler) grpc.MethodHandler {
	maxBytes := smallRequestBytes
	if full == validateContentMethod {
		maxBytes = int(s.settings.config.MaxRequestBytes)
	}
	return func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any,
		error) {
		read := func(message any) error { return receive(message, maxBytes, decode) }
		answering := func(ctx context.Context, request any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
			run := func(ctx context.Context, request any) (any, error) {
				return s.run(
					ctx,
					full,
					request,
					method{answer: func(ctx context.Context, now call, request proto.Message) (any, error) {
						return next(context.WithValue(ctx, callKey{}, now), request)
					}},
				)
			}
			if interceptor == nil {
				return run(ctx, request)
			}
			return interceptor(ctx, request, info, run)
		}
		return generated(server, ctx, read, answering)
	}
}

// bytesHandler returns the handler of a method that answers with bytes.
func (s *Server) bytesHandler(full string, m method) grpc.MethodHandler {
	info := &grpc.UnaryServerInfo{Server: s, FullMethod: full}
	run := func(ctx context.Context, request any) (any, error) { return s.run(ctx, full, request, m) }
	return func(_ any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
		request := m.request()
		if err := receive(request, smallRequestBytes, decode); err != nil {
			return nil, err
		}
		if interceptor == nil {
			return run(ctx, request)
		}
		return interceptor(ctx, request, info, run)
	}
}

func (s *Server) run(ctx context.Context, full string, request any, m method) (any, error) {
	message, ok := request.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("the request is a %T", request)
	}
	return s.call(ctx, full, m, message)
}

// call answers from one generation. An error names its version too.
func (s *Server) call(ctx context.Context, full string, m method, request proto.Message) (response any, err error) {
	now, err := s.pick(request)
	if err != nil {
		return nil, err
	}
	held := true
	defer func() {
		if p := recover(); p != nil {
			response, err = nil, answeredError{s.panicked(full, p)}
		}
		if held {
			now.File.Close()
		}
	}()
	response, err = s.answer(ctx, m, now, request)
	if err != nil {
		// It fails if the caller is gone, and then the error is what matters.
		_ = grpc.SetHeader(ctx, now.header)
		return nil, answeredError{err}
	}
	// SendHeader sends the metadata as it is; SetHeader would copy it for each call. The response follows at once.
	// SendHeader fails only if the caller has reset the call, and gRPC's own error would look like a failure of the
	// server.
	if grpc.SendHeader(ctx, now.header) != nil {
		return nil, context.Canceled
	}
	if ready, ok := response.(*encoded); ok {
		// The response holds the file open until it is sent.
		ready.file = now.File
		held = false
	}
	return response, nil
}

// answer calls a method, and bounds the size of its response.
func (s *Server) answer(ctx context.Context, m method, now call, request proto.Message) (any, error) {
	if !m.selfValidating {
		if err := invalid(request); err != nil {
			return nil, err
		}
	}
	response, err := m.answer(ctx, now, request)
	if err != nil {
		return nil, err
	}
	if ready, ok := response.(*encoded); ok {
		if size, maxBytes := ready.size(), int(s.settings.config.MaxResponseBytes); size > maxBytes {
			return nil, tooLarge(
				ReasonResponseTooLarge,
				size,
				maxBytes,
				fmt.Sprintf(
					"The response has %d bytes; this server sends %d. Ask for fewer records at once, for the view BASIC, or for "+
						"some fields.",
					size,
					maxBytes,
				),
			)
		}
	}
	return response, nil
}

// setHeader adds header metadata to the response. It fails only if the caller has reset the call, and gRPC's own error
// would look like a failure of the server.
func setHeader(ctx context.Context, header metadata.MD) error {
	if grpc.SetHeader(ctx, header) != nil {
		return context.Canceled
	}
	return nil
}

// invalid returns an error if a request violates its rules.
func invalid(request proto.Message) error {
	if err := protovalidate.Validate(request); err != nil {
		return invalidRequest(err)
	}
	return nil
}

// pick acquires the generation that answers a request: that of the requested version, or the current one.
func (s *Server) pick(request proto.Message) (call, error) {
	for {
		now := s.state.Load()
		g := now.current
		if g.empty() {
			return call{}, s.notReady(now)
		}
		if version, reason := wantedVersion(request); version != "" && version != g.version {
			if g = now.at(version); g == nil {
				return call{}, versionGone(reason, version, now)
			}
		}
		if g.File.Acquire() {
			return call{generation: g, server: s, state: now}, nil
		}
		// It was closed since the state was read, so there is a newer state.
	}
}

// wantedVersion returns the version that a request must be answered from, or "", and the reason of the error if it is
// gone.
func wantedVersion(request proto.Message) (version, reason string) {
	if r, ok := request.(interface{ GetVersion() string }); ok && r.GetVersion() != "" {
		return r.GetVersion(), ReasonVersionNotRetained
	}
	if r, ok := request.(interface {
		GetConsistent() bool
		GetPageToken() string
	}); ok && r.GetConsistent() && r.GetPageToken() != "" {
		return tokenVersion(r.GetPageToken()), ReasonVersionChanged
	}
	return "", ""
}
