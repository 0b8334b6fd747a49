import sharp from 'sharp'

/**
 * The one door to libvips. Importing `sharp` elsewhere would leave every loader that libvips was built with open to
 * uploads, so the process allows the formats that people's photographs come in and blocks the rest (SVG, PDF and
 * ImageMagick among them), whatever a file claims to be.
 */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadTiff',
    'VipsForeignLoadNsgif',
  ],
})

// Every file is opened once or twice, so libvips' operation cache would only hold decoded pixels in memory.
sharp.cache(false)

export { sharp }
